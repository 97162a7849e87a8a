namespace MapDashboard.Web.Tables;

/// <summary>A column that a kind of table knows.</summary>
/// <param name="Code">Its name in code and in JSON; a header may say it too.</param>
/// <param name="Header">Its header in Chinese, as templates and error sheets write it.</param>
/// <param name="HeaderEn">Its header in English.</param>
/// <param name="Explanation">For the explanation sheet, in Chinese.</param>
/// <param name="Example">For the explanation sheet.</param>
/// <param name="Required">Whether a file without the column is refused. Whether a cell may be empty is the rows' matter.</param>
/// <param name="Width">Of the column in a workbook, in characters.</param>
public sealed record TableColumn(string Code, string Header, string HeaderEn, string Explanation, string Example = "", bool Required = false, int Width = 14)
{
    /// <summary>Other headers that clerks write for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>What a kind of table looks like. The reader finds its columns by it, and templates, exports and error sheets are written by it.</summary>
/// <param name="Name">Of the sheet, in Chinese.</param>
/// <param name="FileName">Of a template, without its ending.</param>
/// <param name="Columns">In the order of the template.</param>
/// <param name="Notes">Sentences for the explanation sheet, in Chinese.</param>
public sealed record TableLayout(string Name, string FileName, IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Notes)
{
    /// <summary>The column of a header; null for a header that none has. Case, spaces and a star for "required" do not count.</summary>
    public TableColumn? Find(string header)
    {
        var wanted = Plain(header);
        return wanted.Length == 0 ? null : Columns.FirstOrDefault(column => Names(column).Any(name => Plain(name) == wanted));
    }

    /// <summary>A finding about a cell, under the header that a clerk sees.</summary>
    public RowError Error(int? row, string? code, string message) =>
        new(row, Columns.FirstOrDefault(column => column.Code == code)?.Header, message);

    private static IEnumerable<string> Names(TableColumn column) => [column.Header, column.HeaderEn, column.Code, .. column.Aliases];

    /// <summary>Full-width letters and brackets become plain ones. By hand: without the tables of a culture the framework's own normalization leaves them.</summary>
    internal static string Plain(string header) =>
        new([.. header.Select(letter => letter is >= '！' and <= '～' ? (char)(letter - '！' + '!') : letter).Where(letter => !char.IsWhiteSpace(letter) && letter is not ('*' or '\uFEFF')).Select(char.ToLowerInvariant)]);
}
