fetch("/d.txt").then(() => {
  root.innerHTML = `<a href=/>${document.cookie}${localStorage.seen}</a>`;
  document.cookie = "seen=1";
  localStorage.seen = 1;
});
