location.href = '/next';
