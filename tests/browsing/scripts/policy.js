const policy = Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy" });
policy.content = "default-src 'none'; require-trusted-types-for 'script'";
document.head.append(policy);
fetch("/d.txt").then((answer) => answer.text()).then((text) => (root.innerHTML = `<a href=/>${text}</a>`));
