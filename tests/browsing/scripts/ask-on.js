root.innerHTML = '<a href=/>kept</a>';
let n = 0;
const next = () => fetch(`/d.txt?${n++}`).then(next, next);
next();
