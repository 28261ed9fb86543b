history.replaceState({}, '', '/same?a=1#top');
root.innerHTML = '<a href=/>kept</a>';
