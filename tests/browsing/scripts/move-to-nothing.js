root.innerHTML = '<a href=/>kept</a>';
location.href = '/missing';
