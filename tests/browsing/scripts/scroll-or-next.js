// a list, with a link to its next page, of tall entries that grows by ten each time its end is seen
let shown = 0;
root.innerHTML = "<ul></ul><p>more</p>";
const [list, end] = root.children;
function grow() {
  new IntersectionObserver((seen, observer) => {
    if (!seen[0].isIntersecting) return;
    observer.disconnect();
    fetch(`/d.txt?${shown}`).then(() => {
      for (let n = 0; n < 10; n++)
        list.insertAdjacentHTML("beforeend", `<li style="height: 300px"><a href=/${++shown}>${shown}</a></li>`);
      if (shown < 120) grow();
    });
  }).observe(end);
}
grow();
root.insertAdjacentHTML("beforeend", "<a rel=next href=/?page=2>Next</a>");
