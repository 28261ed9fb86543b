-- A row: what the current products of a category cost in a currency.
select product_categories.site, product_categories.category_id, products.currency,
       median(cast(products.price as double)) as median_price, count(*) as products
from product_categories
join products using (site, product_id)
where products.price > 0 and products.currency is not null
group by all
order by all;
