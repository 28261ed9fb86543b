root.innerHTML = '<a href=/>kept</a>';
for (let n = 0; n < 20; n++) { alert(n); confirm(n); prompt(n); }
onbeforeunload = () => 'stay';
print();
navigator.geolocation.getCurrentPosition(() => {});
