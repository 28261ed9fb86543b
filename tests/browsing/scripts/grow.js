document.body.append('x'.repeat(3e6));
