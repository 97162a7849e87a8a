using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MapDashboard.Web.Tables;

/// <summary>A workbook of two sheets: the table with a bold, frozen header, and 填写说明 with what each column means.</summary>
internal static class XlsxFile
{
    private const uint TextStyle = 1;
    private const uint HeaderStyle = 2;
    private const uint WrappedStyle = 3;

    /// <summary>The spreadsheet's own number for "text".</summary>
    private const uint TextFormat = 49;

    public static byte[] Write(TableLayout layout, IReadOnlyList<TableColumn> columns, IReadOnlyList<string[]> rows)
    {
        using var memory = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var sheets = new Sheets();
            book.Workbook = new Workbook(sheets);
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            Add(book, sheets, layout.Name, [.. columns.Select(column => column.Width)], rows, TextStyle);
            Add(book, sheets, "填写说明", [16, 22, 8, 60, 24], Explanation(layout), WrappedStyle);
            book.Workbook.Save();
        }

        return memory.ToArray();
    }

    private static List<string[]> Explanation(TableLayout layout) =>
    [
        ["列名", "英文列名", "必需", "说明", "示例"],
        .. layout.Columns.Select(column => new[] { column.Header, column.HeaderEn, column.Required ? "是" : "", column.Explanation, column.Example }),
        ["", "", "", "", ""],
        .. layout.Notes.Select(note => new[] { "注意", "", "", note, "" }),
    ];

    private static void Add(WorkbookPart book, Sheets sheets, string name, IReadOnlyList<int> widths, IReadOnlyList<string[]> rows, uint style)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var data = new SheetData();
        for (var n = 0; n < rows.Count; n++) data.Append(Line(rows[n], n + 1, n == 0 ? HeaderStyle : style));
        var first = sheets.ChildElements.Count == 0;
        part.Worksheet = new Worksheet(
            new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            {
                WorkbookViewId = 0, TabSelected = first,
            }),

            // The style of whole columns: what is typed below the last row is text as well.
            new Columns(widths.Select((width, n) => new Column { Min = (uint)n + 1, Max = (uint)n + 1, Width = width, CustomWidth = true, Style = style })),
            data);
        sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1, Name = name });
    }

    private static Row Line(string[] cells, int number, uint style)
    {
        var row = new Row { RowIndex = (uint)number };
        for (var n = 0; n < cells.Length; n++)
        {
            row.Append(new Cell
            {
                CellReference = ColumnName(n) + number.ToString(CultureInfo.InvariantCulture),
                DataType = CellValues.InlineString,
                StyleIndex = style,
                InlineString = new InlineString(new Text(Clean(cells[n])) { Space = SpaceProcessingModeValues.Preserve }),
            });
        }

        return row;
    }

    /// <summary>A, B, … Z, AA, … after the spreadsheet's fashion; <paramref name="place"/> from 0.</summary>
    private static string ColumnName(int place) => (place >= 26 ? ColumnName((place / 26) - 1) : "") + (char)('A' + (place % 26));

    /// <summary>Without what XML cannot hold.</summary>
    internal static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    internal static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 11 })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFDCE6F1" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true, FontId = 1, ApplyFont = true, FillId = 2, ApplyFill = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { NumberFormatId = TextFormat, ApplyNumberFormat = true, ApplyAlignment = true }));
}
