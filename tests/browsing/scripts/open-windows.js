root.innerHTML = '<a href=/>kept</a>';
for (let n = 0; n < 500; n++) window.open(`/p${n}`);
