// Save a text as a file of examples.
text => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
    link.download = "examples.jsonl";
    document.body.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(link.href);
    return "";
}
