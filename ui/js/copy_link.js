// Copy the comparison's address, and say so on the button.
({ label, copied }) => async query => {
    const root = location.origin + location.pathname.replace(/\/ru\/?$/, "/");
    const whole = root + query;
    const button = document.getElementById("copy-link");
    try { await navigator.clipboard.writeText(whole); } catch { prompt(label, whole); }
    button.textContent = copied;
    setTimeout(() => { button.textContent = label; }, 1500);
    return whole;
}
