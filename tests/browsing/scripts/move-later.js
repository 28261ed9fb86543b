document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=/next' }));
