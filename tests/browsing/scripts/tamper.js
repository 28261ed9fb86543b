// what is read must not be what the page says of itself
root.innerHTML = "<a href=/>kept</a>";
document.querySelectorAll = () => [];
Object.defineProperty(Element.prototype, "outerHTML", { get: () => "<html>forged</html>" });
Element.prototype.getHTML = DOMParser.prototype.parseFromString = () => { throw new Error(); };
