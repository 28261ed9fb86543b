root.innerHTML = '<a href=/>kept</a><form method=post action=/next></form>';
document.forms[0].submit();
