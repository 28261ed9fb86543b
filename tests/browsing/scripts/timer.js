setTimeout(() => (root.innerHTML = '<a href=/a>late</a>'), 9000);
