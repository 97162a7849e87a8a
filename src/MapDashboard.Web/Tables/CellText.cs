using System.Globalization;
using System.Text.RegularExpressions;

namespace MapDashboard.Web.Tables;

/// <summary>What a cell says, as the text that a clerk sees in it; and texts as what they mean.</summary>
public static partial class CellText
{
    internal const string Rounded = "数字太长，Excel 只留下了前 15 位；请把这一列设为“文本”格式后重新填写";
    private const double LargestExact = 1e15;

    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private static readonly string[] TimeFormats = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"];
    private static readonly string[] SpreadsheetErrors = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
    private static readonly string[] Yes = ["是", "yes", "y", "true", "1", "√", "✓"];
    private static readonly string[] No = ["", "否", "no", "n", "false", "0", "×"];

    /// <summary>是 or 否, in the usual spellings; empty is 否.</summary>
    public static bool TryFlag(string text, out bool flag)
    {
        flag = Yes.Contains(text, StringComparer.OrdinalIgnoreCase);
        return flag || No.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    public static string Flag(bool flag) => flag ? "是" : "否";

    /// <summary>A date in one of the usual spellings, year first.</summary>
    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time of day, 24 hours; a full-width colon counts as one.</summary>
    public static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim().Replace('：', ':'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static bool TryWhole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>A value of a workbook: whole numbers without exponent or point, dates and times ISO.</summary>
    internal static string Of(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        double number => Number(number),
        bool flag => flag ? "TRUE" : "FALSE",

        // A time of day is a date in the year in which spreadsheets begin to count.
        DateTime { Year: < 1901 } time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A cell that we wrote so that no spreadsheet runs it as a formula is read back as it was.</summary>
    internal static string OfCsv(string text)
    {
        var trimmed = text.Trim();
        return trimmed is ['\'', '=' or '+' or '-' or '@' or '\t', ..] ? trimmed[1..] : trimmed;
    }

    internal static bool IsRounded(object? value) => value is double number && Math.Abs(number) >= LargestExact;

    /// <summary>Position → what makes the text unusable in any column. Text that no database takes is emptied there: an escape in a workbook can stand for any letter.</summary>
    internal static IReadOnlyDictionary<int, string> Faults(string[] cells)
    {
        Dictionary<int, string>? faults = null;
        for (var n = 0; n < cells.Length; n++)
        {
            if (IsBroken(cells[n])) ((faults ??= [])[n], cells[n]) = ("含有不可见的字符", "");
            else if (cells[n].Length > TableLimits.MostCellLength) (faults ??= [])[n] = TableLimits.CellTooLong;
            else if (SpreadsheetErrors.Contains(cells[n], StringComparer.Ordinal)) (faults ??= [])[n] = "公式没有算出结果";
            else if (Exponent().IsMatch(cells[n])) (faults ??= [])[n] = Rounded;
        }

        return faults ?? RawRow.NoFaults;
    }

    /// <summary>Whether it holds a NUL or half of a pair that stands for one letter.</summary>
    private static bool IsBroken(string text)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (n + 1 < text.Length && char.IsSurrogatePair(text[n], text[n + 1])) n++;
            else if (text[n] == '\0' || char.IsSurrogate(text[n])) return true;
        }

        return false;
    }

    private static string Number(double number) =>
        Math.Abs(number) < LargestExact && Math.Truncate(number) == number
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : number.ToString("0.###############", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d\.\d+E\+\d{1,3}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exponent();
}
