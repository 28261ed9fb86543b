const request = new XMLHttpRequest();
request.onload = () => (root.innerHTML = `<a href=/>${request.responseText}</a>`);
request.open("GET", "/d.txt");
request.setRequestHeader("X-Shop", "web");
request.send();
