using MapDashboard.Domain;

namespace MapDashboard.Web.Tables;

/// <summary>What a table may weigh. More than a district's list of people has never been typed by clerks.</summary>
internal static class TableLimits
{
    public const int MostBytes = 10_000_000;

    /// <summary>Unpacked: a workbook is a zip, and a small one can unpack to the size of a disk.</summary>
    public const long MostUnpackedBytes = 150_000_000;
    public const int MostRows = 20_000;
    public const int MostColumns = 200;
    public const int MostCellLength = 4_000;

    /// <summary>The last row number of a spreadsheet; a file that claims another is made up.</summary>
    public const int LastRowNumber = 1_048_576;

    public static Refusal TooManyRows { get; } = Unreadable($"表格超过 {MostRows:#,0} 行，请分成几个文件");

    public static Refusal TooManyColumns { get; } = Unreadable($"表格超过 {MostColumns} 列");

    public static Refusal Unreadable(string words) => new(RefusalCodes.TableUnreadable, words);

    public static string CellTooLong { get; } = $"超过 {MostCellLength:#,0} 个字";
}
