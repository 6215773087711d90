// A shared link shows its columns on a small screen.
() => {
    if (!new URLSearchParams(location.search).get("adapter") || innerWidth > 700) return;
    document.getElementById("compare-status")?.scrollIntoView({ block: "start" });
}
