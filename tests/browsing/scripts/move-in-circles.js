root.innerHTML = '<a href=/>kept</a>';
location.href = `/circle?${Math.random()}`;
