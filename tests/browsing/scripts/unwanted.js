// everything that no catalogue is made of
new Image().src = "/i.png";
navigator.sendBeacon("/b");
new EventSource("/es");
new WebSocket("wss://www.shop.example/ws");
fetch("/post", { method: "POST" });
fetch("/d.txt", { headers: { Purpose: "prefetch" } });
fetch("/cart.js");
fetch("/api/customers/me");
fetch("https://other.example/d");
const worker = ["fetch('https://other.example/w'); importScripts('https://other.example/i.js')"];
new Worker(URL.createObjectURL(new Blob(worker)));
navigator.serviceWorker?.register("/sw.js");
window.open("/popup");
const frames = "<iframe src=/frame></iframe><video src=/v.mp4></video><audio src=/a.mp3></audio><object data=/o></object>";
root.innerHTML = `<a href=/>kept</a>${frames}`;
for (const rel of ["preconnect", "dns-prefetch", "prefetch", "manifest", "icon"])
  document.head.append(Object.assign(document.createElement("link"), { rel, href: `/${rel}` }));
document.fonts.add(new FontFace("f", "url(/f.woff2)"));
document.fonts.load("1em f");
for (const src of ["https://unnamed.example/t.js", "https://www.google-analytics.com/a.js"])
  document.head.append(Object.assign(document.createElement("script"), { src }));
