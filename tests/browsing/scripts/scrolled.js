new IntersectionObserver((seen) => seen[0].isIntersecting && (root.innerHTML = '<a href=/>seen</a>')).observe(root);
