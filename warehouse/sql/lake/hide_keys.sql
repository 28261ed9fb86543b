-- What the environment says of the object store, for the lake's files alone and out of sight: a query may read settings.
-- Stores that are not Amazon's are asked for paths, not for a host name a bucket.
set variable lake_keys = (select map(list(name), list(coalesce(value, ''))) from duckdb_settings() where name like 's3\_%' escape '\');
create or replace temporary secret lake_files (
    type s3, scope getvariable('lake_files'),
    key_id getvariable('lake_keys')['s3_access_key_id'], secret getvariable('lake_keys')['s3_secret_access_key'],
    session_token getvariable('lake_keys')['s3_session_token'],
    region coalesce(nullif(getvariable('lake_keys')['s3_region'], ''), 'us-east-1'),
    endpoint coalesce(nullif(getvariable('lake_keys')['s3_endpoint'], ''), 's3.amazonaws.com'),
    use_ssl getvariable('lake_keys')['s3_use_ssl'],
    url_style if(getvariable('lake_keys')['s3_endpoint'] = '', 'vhost', 'path')
);
reset variable lake_keys;
reset s3_access_key_id;
reset s3_secret_access_key;
reset s3_session_token;
