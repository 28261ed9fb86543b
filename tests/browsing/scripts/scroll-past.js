// a long list that holds no more than the screen shows
root.innerHTML = "<ul style='position: relative; height: 60000px'></ul>";
const [list] = root.children;
function show() {
  const first = Math.floor(scrollY / 300);
  const rows = Array.from({ length: Math.min(200 - first, innerHeight / 300) }, (_, n) => first + n);
  list.innerHTML = rows.map((n) => `<li style="position: absolute; top: ${300 * n}px"><a href=/${n}>${n}</a></li>`).join("");
}
addEventListener("scroll", show);
show();
