-- A row: a product in a category of a site as it was known at a moment; also a category without products, and a product without category.
create or replace macro catalog_at(site, "at") as table
with
placed as (
    select categories.site, categories.category_id, categories.path, assigned.product_id
    from categories_at(site, "at") as categories
    left join product_categories_at(site, "at") as assigned
        on assigned.site = categories.site and assigned.category_id = categories.category_id
)
select coalesce(placed.site, products.site) as site, placed.category_id, placed.path,
       coalesce(products.product_id, placed.product_id) as product_id, products.title, products.brand, products.sku,
       products.gtin, products.price, products.currency, products.availability, products.url
from placed
full join products_at(site, "at") as products
    on products.site = placed.site and products.product_id = placed.product_id;

comment on macro table catalog_at is 'The catalogue of a site (of all sites where it is null) as it was known at a moment (UTC): a row a product in a category, a category without products, or a product without category';
