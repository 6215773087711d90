"""The page's look: quiet, typographic, made for reading prose.

Fonts are the system's; nothing is fetched.
"""

from pathlib import Path

import gradio as gr
from gradio.themes.utils import colors, fonts, sizes

STYLESHEET = Path(__file__).with_name("page.css")

_SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")

_RUST = colors.Color(
    name="rust", c50="#fbf3ee", c100="#f6e3d8", c200="#ecc6b1", c300="#dfa184", c400="#cf7b57", c500="#b9582f",
    c600="#a04823", c700="#833a1c", c800="#662e17", c900="#4c2312", c950="#2d140a",
)  # fmt: skip
_PAPER = colors.Color(
    name="paper", c50="#faf8f4", c100="#f3f0ea", c200="#e6e1d8", c300="#d2cbbe", c400="#a79f91", c500="#7c7467",
    c600="#5e574d", c700="#453f38", c800="#2b2723", c900="#1d1a17", c950="#131110",
)  # fmt: skip

_LOOK = {
    "body_background_fill": "*neutral_50",
    "body_background_fill_dark": "*neutral_950",
    "body_text_color": "*neutral_800",
    "body_text_color_dark": "*neutral_200",
    "body_text_color_subdued": "*neutral_600",
    "body_text_color_subdued_dark": "*neutral_400",
    "background_fill_primary": "white",
    "background_fill_primary_dark": "*neutral_900",
    "background_fill_secondary": "*neutral_50",
    "background_fill_secondary_dark": "*neutral_950",
    "block_background_fill": "transparent",
    "block_background_fill_dark": "transparent",
    "block_border_width": "0px",
    "block_label_background_fill": "transparent",
    "block_label_background_fill_dark": "transparent",
    "block_label_text_color": "*neutral_700",
    "block_label_text_color_dark": "*neutral_300",
    "block_title_text_color": "*neutral_700",
    "block_title_text_color_dark": "*neutral_300",
    "block_title_text_weight": "600",
    "block_info_text_color": "*neutral_600",
    "block_info_text_color_dark": "*neutral_400",
    "block_padding": "0px",
    "block_label_padding": "0px",
    "block_label_border_width": "0px",
    "block_label_border_width_dark": "0px",
    "button_border_width": "1px",
    "button_border_width_dark": "1px",
    "checkbox_label_border_width": "1px",
    "checkbox_label_border_color": "*neutral_300",
    "checkbox_label_border_color_dark": "*neutral_600",
    "checkbox_border_color": "*neutral_500",
    "checkbox_border_color_dark": "*neutral_500",
    "button_large_text_weight": "600",
    "button_large_text_size": "*text_md",
    "button_large_padding": "9px 18px",
    "button_small_text_size": "*text_sm",
    "button_small_padding": "5px 12px",
    "button_primary_border_color": "*primary_600",
    "button_primary_border_color_dark": "*primary_600",
    "block_shadow": "none",
    "border_color_primary": "*neutral_200",
    "border_color_primary_dark": "*neutral_700",
    "input_background_fill": "white",
    "input_background_fill_dark": "*neutral_900",
    "input_border_width": "1px",
    "input_border_width_dark": "1px",
    "input_border_color": "*neutral_400",
    "input_border_color_dark": "*neutral_600",
    "input_border_color_focus": "*primary_500",
    "input_border_color_focus_dark": "*primary_400",
    "input_placeholder_color": "*neutral_500",
    "input_placeholder_color_dark": "*neutral_500",
    "button_primary_background_fill": "*primary_600",
    "button_primary_background_fill_hover": "*primary_700",
    "button_primary_background_fill_dark": "*primary_600",
    "button_primary_background_fill_hover_dark": "*primary_500",
    "button_primary_text_color": "white",
    "button_primary_text_color_dark": "white",
    "button_secondary_background_fill": "white",
    "button_secondary_background_fill_hover": "*neutral_100",
    "button_secondary_background_fill_dark": "*neutral_800",
    "button_secondary_background_fill_hover_dark": "*neutral_700",
    "button_secondary_border_color": "*neutral_300",
    "button_secondary_border_color_dark": "*neutral_600",
    "button_secondary_text_color": "*neutral_800",
    "button_secondary_text_color_dark": "*neutral_200",
    "button_cancel_background_fill": "transparent",
    "button_cancel_background_fill_dark": "transparent",
    "button_cancel_text_color": "*primary_700",
    "button_cancel_text_color_dark": "*primary_300",
    "button_cancel_border_color": "*primary_300",
    "button_cancel_border_color_dark": "*primary_700",
    "slider_color": "*primary_600",
    "slider_color_dark": "*primary_400",
    "checkbox_label_background_fill": "white",
    "checkbox_label_background_fill_dark": "*neutral_900",
    "checkbox_label_background_fill_selected": "*primary_50",
    "checkbox_label_background_fill_selected_dark": "*primary_900",
    "checkbox_label_text_color_selected": "*primary_800",
    "checkbox_label_text_color_selected_dark": "*primary_100",
    "checkbox_background_color_selected": "*primary_600",
    "checkbox_background_color_selected_dark": "*primary_500",
    "link_text_color": "*primary_700",
    "link_text_color_dark": "*primary_300",
    "layout_gap": "20px",
    "form_gap_width": "16px",
}
"""Values of Gradio's theme variables."""


def theme() -> gr.themes.Base:
    """Return the theme: paper and ink, one accent, light and dark."""
    base = gr.themes.Base(
        primary_hue=_RUST,
        secondary_hue=_RUST,
        neutral_hue=_PAPER,
        spacing_size=sizes.spacing_md,
        radius_size=sizes.radius_sm,
        text_size=sizes.text_md,
        font=[fonts.Font(name) for name in _SANS],
        font_mono=[fonts.Font(name) for name in _MONO],
    )
    return base.set(**_LOOK)


def head() -> str:
    """Return the page's style sheet for its head.

    Given as `css=`, Gradio rewrites it and loses what is in `@media`.
    """
    return f"<style>{STYLESHEET.read_text('utf-8')}</style>"
