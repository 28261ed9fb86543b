root.innerHTML = '<a href=/>kept</a>';
const spin = () => Promise.resolve().then(() => setTimeout(spin));
spin();
setInterval(() => (root.dataset.now = performance.now()), 1);
