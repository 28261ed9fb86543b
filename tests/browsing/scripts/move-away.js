root.innerHTML = '<a href=/>kept</a>';
location.href = 'https://away.example/';
