using System.Globalization;
using MapDashboard.Domain;
using MapDashboard.Domain.People;
using MapDashboard.Domain.People.Import;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.People;

/// <summary>People and posts as a table: one row for each post, and one for a person without any.</summary>
/// <param name="roles">Every role: a cell may hold its code or its name.</param>
/// <param name="organizations">Every organization, likewise.</param>
/// <param name="zone">In which the days of terms begin.</param>
public sealed class PeopleTable(IReadOnlyList<Role> roles, IReadOnlyList<Organization> organizations, TimeZoneInfo zone)
{
    private const string DateWords = "例如 2026-11-01；当天零点起算";

    private readonly Dictionary<string, string> roleNames = roles.ToDictionary(role => role.Code, role => role.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string> organizationNames = organizations.ToDictionary(each => each.Code, each => each.Name, StringComparer.Ordinal);

    public static TableLayout Layout { get; } = new(
        "人员岗位", "people",
        [
            Column(PeoplePart.Code, "工号", "Employee number", "已有的工号更新，新的工号新增；没有工号时按手机认人", "GH0001", 14),
            Column(PeoplePart.Name, "姓名", "Name", "", "张三", 12, required: true),
            Column(PeoplePart.Phone, "手机", "Phone", "工作电话，数字；整列设为文本格式", "19900001234", 16, "电话", "联系电话", "手机号", "手机号码"),
            Column(PeoplePart.Employer, "单位", "Employer", "单位的名称或编码，须已存在；没有单位留空", "县住建局", 20, "工作单位"),
            Column(PeoplePart.PartyMember, "党员", "Party member", "是或否", "是", 8),
            Column(PeoplePart.AreaCode, "区域编码", "Area code", "岗位所在的网格、楼栋等的编码；只登记人员时和岗位一起留空", "990101001001001", 22),
            Column(PeoplePart.Role, "岗位", "Role", "岗位类型的名称或编码", "网格员", 16),
            Column(PeoplePart.Public, "公开", "Public", "是否在公示牌和大屏上公开；留空为是", "是", 8),
            Column(PeoplePart.PhonePublic, "公开电话", "Phone public", "是否公开电话；留空为否", "否", 10),
            Column(PeoplePart.Duties, "职责", "Duties", "", "每日巡查，入户走访", 28),
            Column(PeoplePart.Deputy, "副职工号", "Deputy", "代理人的工号", "GH0002", 14),
            Column(PeoplePart.From, "任期起", "From", DateWords + "；留空为导入时", "2026-11-01", 14),
            Column(PeoplePart.To, "任期止", "To", DateWords + "；留空为不定期", "2028-11-01", 14),
        ],
        [
            "一个人有几个岗位就填几行，各行的姓名、手机、单位、党员要一致。",
            "表中没有的人员、岗位和列保持不变；空白的单元格就是清空。结束任期请在地图上操作。",
            "同一区域同一岗位有空缺时，新任的人填补空缺。",
        ]);

    /// <summary>What is there, as rows.</summary>
    public IEnumerable<TableRow> Rows(IEnumerable<(Person Person, Post? Post)> rows) => rows.Select((row, index) => new TableRow(index + 2, new Dictionary<PeoplePart, string?>
    {
        [PeoplePart.Code] = row.Person.Code,
        [PeoplePart.Name] = row.Person.Name,
        [PeoplePart.Phone] = row.Person.Phone,
        [PeoplePart.Employer] = row.Person.Employer is { } employer ? organizationNames[employer] : null,
        [PeoplePart.PartyMember] = CellText.Flag(row.Person.PartyMember),
        [PeoplePart.AreaCode] = row.Post?.AreaCode,
        [PeoplePart.Role] = row.Post is { } post ? roleNames[post.Role] : null,
        [PeoplePart.Public] = row.Post is null ? null : CellText.Flag(row.Post.Public),
        [PeoplePart.PhonePublic] = row.Post is null ? null : CellText.Flag(row.Post.PhonePublic),
        [PeoplePart.Duties] = row.Post?.Duties,
        [PeoplePart.Deputy] = row.Post?.DeputyCode,
        [PeoplePart.From] = Day(row.Post?.ValidFrom),
        [PeoplePart.To] = Day(row.Post?.ValidTo),
    }.ToDictionary(pair => Code(pair.Key), pair => pair.Value ?? "", StringComparer.Ordinal)));

    /// <summary>The drafts of a table, and what its cells lack.</summary>
    public (IReadOnlyList<PeopleDraft> Drafts, IReadOnlyList<RowError> Errors) Read(Table table)
    {
        var errors = new List<RowError>(table.Errors);
        var said = Enum.GetValues<PeoplePart>().Where(part => table.Has(Code(part))).ToHashSet();
        return ([.. table.Rows.Select(row => Draft(row, said, errors))], errors);
    }

    public static RowError Error(PeopleFault fault) => Layout.Error(fault.Row, fault.Part is { } part ? Code(part) : null, fault.Message);

    private PeopleDraft Draft(TableRow row, HashSet<PeoplePart> said, List<RowError> errors)
    {
        return new PeopleDraft(
            row.Number, Text(PeoplePart.Code), Text(PeoplePart.Name) ?? "", Text(PeoplePart.Phone), Named(PeoplePart.Employer, organizationNames),
            Flag(PeoplePart.PartyMember, false), Text(PeoplePart.AreaCode), Named(PeoplePart.Role, roleNames),
            Flag(PeoplePart.Public, true), Flag(PeoplePart.PhonePublic, false), Text(PeoplePart.Duties), Text(PeoplePart.Deputy), Date(PeoplePart.From), Date(PeoplePart.To), said);

        string? Text(PeoplePart part) => row[Code(part)] is { Length: > 0 } text ? text : null;

        // What nobody is called stays as written: the check says so in its own words.
        string? Named(PeoplePart part, Dictionary<string, string> names) =>
            Text(part) is not { } text ? null : names.ContainsKey(text) ? text : names.FirstOrDefault(pair => pair.Value == text).Key ?? text;

        bool Flag(PeoplePart part, bool fallback)
        {
            if (Text(part) is not { } text) return fallback;
            if (!CellText.TryFlag(text, out var flag)) errors.Add(Layout.Error(row.Number, Code(part), "应为是或否"));
            return flag;
        }

        DateTime? Date(PeoplePart part)
        {
            if (Text(part) is not { } text) return null;
            if (CellText.TryDate(text, out var day)) return TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone);
            errors.Add(Layout.Error(row.Number, Code(part), $"“{text}”不是日期，应为例如 2026-11-01"));
            return null;
        }
    }

    /// <summary>The day, in the district's zone, on which the moment lies.</summary>
    private string? Day(DateTime? at) => at is { } moment ? CellText.Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment, zone))) : null;

    private static string Code(PeoplePart part) => Words<PeoplePart>.Of(part);

    private static TableColumn Column(PeoplePart part, string header, string headerEn, string explanation, string example, int width, params string[] aliases) =>
        new(Code(part), header, headerEn, explanation, example, false, width) { Aliases = aliases };

    private static TableColumn Column(PeoplePart part, string header, string headerEn, string explanation, string example, int width, bool required) =>
        new(Code(part), header, headerEn, explanation, example, required, width);
}
