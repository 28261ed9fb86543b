root.innerHTML = '<a href=/>kept</a>';
location.href = 'file:///etc/passwd';
