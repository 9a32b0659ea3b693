"""New: a locality's package in one minute."""

from pathlib import Path

import click

from generator.artifacts import write_text
from generator.cli.options import DATE, HELP, LANGUAGES, settings_of
from generator.errors import UsageError
from generator.language import Language, load_language
from generator.read import find_localities
from generator.sentences import Words, sentence
from generator.start import new_locality, package_files
from generator.vocabulary import load_vocabulary
from generator.workbook import file_name

_LEVELS = ("province", "prefecture", "county", "township")
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "知识共享 署名 4.0 国际",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
}


@click.command(context_settings=HELP)
@click.argument("locality")
@click.option("--name", required=True, help="Name of the locality, such as 长治市.")
@click.option("--short-name", default="", help="Name without its kind (default: follows from the name).")
@click.option("--level", type=click.Choice(_LEVELS), help="Level (default: follows from the code).")
@click.option("--parent", default="", help="Code one level up (default: follows from the code).")
@click.option("--open-licence", is_flag=True, help="Offer the data under CC BY 4.0; else no licence is declared.")
@click.option("--empty", is_flag=True, help="Without example rows.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--as-of", type=DATE, help="Day whose year the examples are of (default: today in China).")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language of what is said.")
def new(locality: str, name: str, level: str | None, language: str, **options: object) -> None:
    """Begin the package of a locality, such as 140400-changzhi, with example rows, and say what comes next."""
    settings = settings_of(dict(options))
    provinces = load_vocabulary(settings.schemas).lists["provinces"]
    place = new_locality(
        locality,
        name.strip(),
        find_localities(settings.data),
        provinces,
        short_name=str(options["short_name"]),
        level=level or "",
        parent=str(options["parent"]),
    )
    licences = (_LICENCE,) if options["open_licence"] else ()
    files = package_files(place, settings.schemas, settings.as_of.year, licences, is_empty=bool(options["empty"]))
    folder = settings.data / locality
    try:
        for file, text in files.items():
            write_text(folder / file, text)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror})") from error
    _say_what_comes_next(load_language(LANGUAGES[language]), folder, len(files), has_examples=not options["empty"])


def _say_what_comes_next(language: Language, folder: Path, files: int, *, has_examples: bool) -> None:
    place = folder.name
    lines: list[Words] = [
        sentence("建好了 {folder}：{n} 个文件。", folder=str(folder), n=files),
        sentence("接下来："),
        sentence("1. 导出工作簿，用 Excel 或 WPS 填写：{command}", command=f"gongkai workbook export {place}"),
        sentence("2. 填好以后读回来：{command}", command=f"gongkai workbook import {file_name(place)} --write"),
        sentence("3. 检查，按提示改到没有错误为止：{command}", command=f"gongkai check {place}"),
        sentence("4. 看一看做成网页是什么样子：{command}", command="gongkai build"),
    ]
    if has_examples:
        lines.append(sentence("表里现在是示例行，不是真的：换成真实的内容或者删去，检查才会通过，网站才会公布。"))
    for line in lines:
        click.echo(language.say(line))
