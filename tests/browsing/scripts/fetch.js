fetch('/d.txt').then((answer) => answer.text()).then((text) => (root.innerHTML = `<a href=/>${text}</a>`));
