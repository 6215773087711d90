// Put the focus on the question, and scroll to it.
() => { setTimeout(() => {
    const question = document.querySelector("#blind-pair .question");
    if (!question?.checkVisibility()) return document.querySelector("#blind-begin")?.focus();
    question.focus({ preventScroll: true });
    const top = question.closest(".blind").getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) question.closest(".blind").scrollIntoView({ block: "start" });
}, 100); }
