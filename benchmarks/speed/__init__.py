"""What a crawl costs beside what others ask for the same pages: CPU, memory, and sites in processes."""
