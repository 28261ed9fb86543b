root.innerHTML = `<a href=/>${navigator.language} ${(1234.5).toLocaleString()}</a>`;
