const picture = new Image();
picture.onload = () => (root.innerHTML = "<a href=/>loaded</a>");
picture.src = "/i.png";
