root.innerHTML = '<a href=/>kept</a>';
setTimeout(() => { for (;;); }, 100);
