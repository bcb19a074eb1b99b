"""Comments in Markdown, and the lines that each applies to."""

import pytest

from comment_blocks import blocks

MARKDOWN = {
    "a paragraph": """
        Before.

        % a11ycheck: ignore image-alt -- why
        One  |
        two.  |

        After.
    """,
    "blank lines between": """
        % a11ycheck: ignore image-alt -- why


        One.  |
    """,
    "of HTML": """
        <!-- a11ycheck: ignore image-alt -- why -->
        ![](a.png)  |

        After.
    """,
    "of HTML, on several lines": """
        <!-- a11ycheck: ignore image-alt
             -- a long
             reason -->

        ![](a.png)  |
    """,
    "a reason on several lines": """
        % a11ycheck: ignore image-alt -- a long
        % reason
        One.  |
    """,
    "a heading alone": """
        % a11ycheck: ignore empty-heading -- why
        ## Heading  |
        Text.
    """,
    "a heading with a line below it": """
        % a11ycheck: ignore empty-heading -- why
        Heading  |
        =======  |
        Text.
    """,
    "a label in between": """
        % a11ycheck: ignore empty-heading -- why
        (label)=

        # Heading  |
    """,
    "what is no suppression is text": """
        % a11ycheck: ignore image-alt -- why
        One.  |
        two.  |
        <!-- a11ycheck is a fine word -->  |

        Three.
    """,
    "a directive up to its first blank line": """
        % a11ycheck: ignore image-alt -- why
        ```{figure} a.png  |
        :width: 10  |

        Caption.
        ```
    """,
    "code is one block": """
        % a11ycheck: ignore color-contrast -- why
        ```python  |
        a = 1  |

        b = 2  |
        ```  |

        After.
    """,
    "code that never ends": """
        % a11ycheck: ignore color-contrast -- why
        ~~~  |
        a = 1  |

        b = 2  |
    """,
    "raw HTML is one block": """
        % a11ycheck: ignore image-alt -- why
        ```{raw} html  |
        <p>  |

        <img>  |
        ```  |
    """,
    "within a directive": """
        ````{note}
        % a11ycheck: ignore image-alt -- why
        ![](a.png)  |

        ````
    """,
    "in raw HTML": """
        ```{raw} html
        <p>

        <!-- a11ycheck: ignore image-alt -- why -->
        <img>  |

        </p>
        ```
    """,
    "within a quotation": """
        > % a11ycheck: ignore image-alt -- why
        > ![](a.png)  |
        >
        > After.
    """,
    "beside text": """
        Before.

        One  |
        ![](a.png) <!-- a11ycheck: ignore image-alt -- why -->  |
        two.  |

        After.
    """,
    "beside a heading": """
        # ![](a.png) <!-- a11ycheck: ignore image-alt -- why -->  |
        Text.
    """,
    "reStructuredText in Markdown": """
        ```{eval-rst}
        .. a11ycheck: ignore image-alt -- why

        .. image:: a.png  |
           :width: 10  |

        ```
    """,
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_comment_in_markdown_applies_to_a_block(name: str) -> None:
    blocks("docs/x.md", MARKDOWN[name])
