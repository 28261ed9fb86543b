fetch("/d.txt").then(() => {
  setTimeout(() => (root.innerHTML = "gave up"), 1000);
  fetch("/d.txt?2").then(() => (root.innerHTML = "<a href=/>came</a>"));
});
