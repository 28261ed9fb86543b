const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/s.css" });
style.onload = () => (root.innerHTML = "<a href=/>loaded</a>");
document.head.append(style);
