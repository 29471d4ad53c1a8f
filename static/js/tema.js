// Before the first paint, for people who chose neither light nor dark: follow the device.
document.documentElement.setAttribute(
  "data-bs-theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
);
