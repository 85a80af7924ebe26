"""Workbooks of headship rates in the layouts in which they are published; every rate is 記入例."""

from collections.abc import Sequence
from pathlib import Path

from tests.exchange.sheets import Rows, write_workbook

FIRST_AGES = range(15, 85, 5)
AGES = [*(f"{age}～{age + 4}歳" for age in FIRST_AGES), "85歳以上"]
YEARS = (2020, 2030, 2050)


def example(sex: str, age: int, year: int) -> float:
    """Return a share that says by itself whose it is (記入例)."""
    start = 0.3 if sex == "男" else 0.05
    return round(start + age / 1000 + (year - 2020) / 10_000, 4)


def prefectures(
    path: Path, names: Sequence[str] = ("19山梨県", "20長野県"), *, total: bool = True
) -> Path:
    """Build 都道府県別推計: a sheet for each prefecture, family types and years across."""
    types = ["単独世帯", "夫婦のみの世帯", "夫婦と子から成る世帯", "ひとり親と子から成る世帯",
             "その他の一般世帯"]  # fmt: skip
    shown = [*(["総数"] if total else []), *types]
    sheets: dict[str, Rows] = {}
    for name in names:
        rows: list[list[object]] = [
            ["『日本の世帯数の将来推計（都道府県別推計）』（令和6(2024)年推計）　仮定値（記入例）"],
            [f"世帯主の男女・年齢5歳階級別・家族類型別　世帯主率　{name[2:]}"],
        ]
        for sex in ("男", "女"):
            above: list[object] = ["世帯主の年齢"]
            below: list[object] = [None]
            for family in shown:
                above += [family, *[None] * (len(YEARS) - 1)]
                below += [f"{year}年" for year in YEARS]
            rows += [[], [sex], above, below]
            for age, label in zip((*FIRST_AGES, 85), AGES, strict=True):
                share = [example(sex, age, year) for year in YEARS]
                parts = [part / 5 for part in share] * 5
                rows.append([label, *(share if total else []), *parts])
        sheets[name] = rows
    return write_workbook(path, sheets)


def whole_country(path: Path) -> Path:
    """Build 人口統計資料集, 世帯主率: per cent, ages under a row 男 and a row 女, years across."""
    rows: list[list[object]] = [
        ["表7－25　性，年齢（5歳階級）別一般世帯世帯主率：2010～2020年（記入例）"],
        [None, None, "(%)"],
        ["年　齢", "2010年1)", "2020年"],
    ]
    for sex in ("男", "女"):
        rows += [[sex], ["15歳以上", 50.0, 51.0]]
        for age, label in zip((*FIRST_AGES, 85), AGES, strict=True):
            old = "…" if age == 80 else 100 * example(sex, age, 2010)
            rows.append([label.replace("歳", "", 1) if age < 85 else label, old,
                         round(100 * example(sex, age, 2020), 2)])  # fmt: skip
    rows.append(["総務省統計局『国勢調査報告』による。1) 記入例。"])
    return write_workbook(path, {"T07-25": rows})


def heads(path: Path, municipality: str = "20220_安曇野市") -> Path:
    """Build the census' table 12-3: heads counted by sex, age and family type of municipalities."""
    rows: list[list[object]] = [
        ["令和2年国勢調査　人口等基本集計　第12-3表（記入例）"],
        ["世帯主の男女，世帯主の年齢（5歳階級），世帯の家族類型別一般世帯数－全国，都道府県，市区町村"],
        [],
        [*[None] * 5, "一般世帯数"],
        ["全国・都道府県・市区町村", "都道府県", "地域", "世帯主の男女", "世帯主の年齢", "0_総数",
         "1_親族のみの世帯", "11_核家族世帯", "2_非親族を含む世帯", "3_単独世帯"],
    ]  # fmt: skip
    labels = ["00_総数", "01_15歳未満", *(f"{n:02}_{age}" for n, age in enumerate(AGES, 2)),
              "17_年齢「不詳」"]  # fmt: skip
    for kind, prefecture, area, size in (
        ("a", "00_全国", "00000_全国", 900),
        ("b", "20_長野県", "20202_松本市", 30),
        ("b", "20_長野県", municipality, 10),
    ):
        for sex, part in (("0_総数", 3), ("1_男", 2), ("2_女", 1)):
            for number, label in enumerate(labels):
                count: object = size * part * (number + 1)
                if label == "01_15歳未満":
                    count = "-"
                elif label.startswith("17_"):
                    count = 27 * part
                rows.append([kind, prefecture, area, sex, label, count, 7, 5, "-", 3])
    return write_workbook(path, {"12-3": rows})
