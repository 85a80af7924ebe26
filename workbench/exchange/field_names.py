"""What the columns of department sheets are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from workbench.exchange.japanese import fold_name


class Field(StrEnum):
    """What a column of an indicator sheet holds."""

    INDICATOR_ID = "indicator_id"
    MEASURE_CODE = "measure_code"
    MEASURE_NAME = "measure_name"
    INDICATOR_NAME = "indicator_name"
    UNIT = "unit"
    DIRECTION = "direction"
    DEFINITION = "definition"
    SOURCE_NOTE = "source_note"
    DEPARTMENT = "department"
    REMARKS = "remarks"
    VALUE = "value"
    VALUE_YEAR = "value_year"
    YEAR = "year"
    ROLE = "role"


#: Names a column goes by, most usual first; compared with spelling folded.
SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.INDICATOR_ID: (
        "指標ID", "indicator_id",
    ),
    Field.MEASURE_CODE: (
        "施策番号", "施策コード", "施策No", "施策ID", "施策体系番号", "体系番号", "体系コード",
        "施策体系コード", "基本施策番号", "measure_code",
    ),
    Field.MEASURE_NAME: (
        "施策名", "施策", "施策名称", "基本施策", "基本施策名", "施策の名称", "施策項目",
    ),
    Field.INDICATOR_NAME: (
        "指標名", "指標", "成果指標", "成果指標名", "指標名称", "指標の名称", "数値目標",
        "目標指標", "指標項目", "KPI", "KPI名", "重要業績評価指標", "重要業績評価指標(KPI)",
        "まちづくり指標", "評価指標", "施策指標", "活動指標", "項目", "指標の内容",
    ),
    Field.UNIT: (
        "単位", "指標の単位", "指標単位",
    ),
    Field.DIRECTION: (
        "方向性", "方向", "目指す方向", "目標の方向", "目標の方向性", "望ましい方向",
        "増減の方向", "目指す方向性", "指標の方向性", "増減",
    ),
    Field.DEFINITION: (
        "定義", "算出方法", "定義・算出方法", "指標の定義", "指標の説明", "説明", "算定方法",
        "計算式", "算出式", "指標の定義・算出方法", "指標の考え方", "定義または算出方法",
        "定義及び算出方法",
    ),
    Field.SOURCE_NOTE: (
        "出典", "データ出典", "根拠", "目標設定の根拠", "目標値の根拠", "目標値設定の根拠",
        "資料", "把握方法", "データの出典", "調査名", "目標設定の考え方",
    ),
    Field.DEPARTMENT: (
        "担当課", "所管課", "主管課", "担当部署", "担当部課", "部課名", "課名", "担当", "所管",
        "所管部署", "担当課名", "所管課名", "主担当課", "関係課", "部局名", "部署",
    ),
    Field.YEAR: (
        "年度", "対象年度", "実績年度", "会計年度", "年度(西暦)", "年", "年次", "対象年", "西暦",
        "fiscal_year",
    ),
    Field.ROLE: ("区分", "種別", "値の区分", "値の種類", "実績・目標の別", "role"),
    Field.REMARKS: (
        "備考", "摘要", "特記事項", "コメント", "補足", "参考",
    ),
}  # fmt: skip
#: The field that a name means, spelling folded.
FIELD_OF: Mapping[str, Field] = {
    fold_name(name): field for field, names in SYNONYMS.items() for name in names
}
