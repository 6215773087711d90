// Ask the browser for notifications, and show its answer on the button.
({ granted, refused }) => async () => {
    const button = document.getElementById("tell-me");
    let answer = "denied";
    try { answer = await Notification.requestPermission(); } catch { }
    if (answer === "granted") try { localStorage.setItem("pastiche-tell", "1"); } catch { }
    button.textContent = answer === "granted" ? granted : refused;
}
