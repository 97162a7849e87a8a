namespace MapDashboard.Web.Tables;

/// <summary>In what a table is written.</summary>
public enum TableFormat
{
    Xlsx,
    Csv,
}

/// <summary>A row of a table, by the codes of its columns.</summary>
/// <param name="number">As a clerk sees it in a spreadsheet: the header is mostly 1.</param>
/// <param name="cells">Code of the column → text, trimmed; empty cells may be absent.</param>
public sealed class TableRow(int number, IReadOnlyDictionary<string, string> cells)
{
    public int Number => number;

    /// <summary>The cell's text; "" where the cell is empty or the file has no such column.</summary>
    public string this[string column] => cells.GetValueOrDefault(column) ?? "";
}

/// <summary>A table as read: the columns that the file has, in its order, and its rows without the empty ones.</summary>
/// <param name="Columns">Without those of an error sheet, which a mended one may still carry.</param>
/// <param name="Rows">In the file's order.</param>
/// <param name="Errors">Cells that hold no usable text, such as #N/A or a long number that the spreadsheet has rounded.</param>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, IReadOnlyList<RowError> Errors)
{
    /// <summary>Whether the file has the column at all: what it does not speak of stays as it is.</summary>
    public bool Has(string column) => Columns.Any(each => each.Code == column);
}

/// <summary>What is wrong, and where a clerk finds it.</summary>
/// <param name="Row">As the spreadsheet counts; null for a fault of the file as a whole.</param>
/// <param name="Column">The header in Chinese; null for a fault of the row as a whole.</param>
/// <param name="Message">In the clerk's language.</param>
public sealed record RowError(int? Row, string? Column, string Message);

/// <summary>The answer to an import of a table.</summary>
/// <param name="Applied">Whether anything was written.</param>
/// <param name="Rows">How many the file holds.</param>
/// <param name="Created">New ones.</param>
/// <param name="Changed">Known ones that become different.</param>
/// <param name="Unchanged">Known ones that stay as they are.</param>
/// <param name="Retired">Known ones that go out of use.</param>
/// <param name="Errors">What stops the import, by row.</param>
public sealed record TableReport(bool Applied, int Rows, int Created, int Changed, int Unchanged, int Retired, IReadOnlyList<RowError> Errors)
{
    /// <summary>Rows with a fault, which an import that skips them leaves out.</summary>
    public int Skipped { get; init; }

    /// <summary>Whether the rows with a fault are left out, so that they stop nothing.</summary>
    public bool SkipsFaulty { get; init; }
}

/// <summary>A row as the file holds it, before its header is understood.</summary>
/// <param name="Number">As a clerk sees it in a spreadsheet.</param>
/// <param name="Cells">Trimmed texts.</param>
/// <param name="Faults">Position of a cell → why its text cannot be used.</param>
internal sealed record RawRow(int Number, string[] Cells, IReadOnlyDictionary<int, string> Faults)
{
    public static IReadOnlyDictionary<int, string> NoFaults { get; } = new Dictionary<int, string>();

    public string Cell(int position) => position < Cells.Length ? Cells[position] : "";

    public bool IsEmpty => Cells.All(cell => cell.Length == 0) && Faults.Count == 0;
}
