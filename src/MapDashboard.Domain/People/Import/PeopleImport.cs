namespace MapDashboard.Domain.People.Import;

/// <summary>
/// What a file of people and posts would do, and what is wrong with it, row by row. Pure: nothing is written here. People are known by
/// their number, else by their phone; posts that the file does not name stay as they are.
/// </summary>
public static class PeopleImport
{
    private const int MostNameLength = 50;
    private const int MostCodeLength = 64;
    private const int MostDutiesLength = 200;

    /// <param name="drafts">In the file's order.</param>
    /// <param name="around">What is there already.</param>
    /// <param name="skip">Rows that cannot be read at all: nobody of them can be a deputy.</param>
    /// <param name="newCode">Makes the code of a person who has no number.</param>
    /// <returns>A plan of the rows without fault, and the faults.</returns>
    public static (IReadOnlyList<PlannedPerson> Plan, IReadOnlyList<PeopleFault> Faults) Check(
        IReadOnlyList<PeopleDraft> drafts, PeopleSurroundings around, IReadOnlySet<int> skip, Func<string> newCode)
    {
        var faults = new List<PeopleFault>();
        var people = new Roll(around, newCode);
        var plan = new List<PlannedPerson>();
        foreach (var draft in drafts.Where(draft => !skip.Contains(draft.Row)))
        {
            PeopleFault[] own = [.. Own(draft), .. Known(draft, around)];
            var person = own.Length == 0 ? people.Find(draft, faults) : null;
            faults.AddRange(own);
            if (person is not null) plan.Add(person);
        }

        return (WithDeputies(plan, around, faults), faults);
    }

    private static IEnumerable<PeopleFault> Own(PeopleDraft draft)
    {
        if (draft.Name.Length is 0 or > MostNameLength) yield return new(draft.Row, PeoplePart.Name, draft.Name.Length == 0 ? "没有姓名" : $"姓名超过 {MostNameLength} 个字");
        if (draft.Code?.Length > MostCodeLength) yield return new(draft.Row, PeoplePart.Code, $"工号超过 {MostCodeLength} 个字符");
        if (draft.Code is null && draft.Phone is null) yield return new(draft.Row, PeoplePart.Code, "工号和手机至少填一项，否则下次无法更新");
        if (draft.Phone is { } phone && !PhoneNumber.IsOne(phone)) yield return new(draft.Row, PeoplePart.Phone, $"“{phone}”不是电话号码");
        if (draft.Duties?.Length > MostDutiesLength) yield return new(draft.Row, PeoplePart.Duties, $"职责超过 {MostDutiesLength} 个字");
        if (draft.AreaCode is not null && draft.Role is null) yield return new(draft.Row, PeoplePart.Role, "填了区域，没有填岗位");
        if (draft.AreaCode is null && draft.Role is not null) yield return new(draft.Row, PeoplePart.AreaCode, "填了岗位，没有填区域");
        if (draft.To <= draft.From) yield return new(draft.Row, PeoplePart.To, "任期止不晚于任期起");
    }

    private static IEnumerable<PeopleFault> Known(PeopleDraft draft, PeopleSurroundings around)
    {
        if (draft.Employer is { } employer && !around.Organizations.Contains(employer)) yield return new(draft.Row, PeoplePart.Employer, $"没有单位“{employer}”");
        if (draft.Role is { } role && !around.Roles.Contains(role)) yield return new(draft.Row, PeoplePart.Role, $"没有岗位“{role}”");
        if (draft.AreaCode is not { } area) yield break;
        if (!around.Areas.TryGetValue(area, out var mine)) yield return new(draft.Row, PeoplePart.AreaCode, $"没有编码为 {area} 的区域");
        else if (!mine) yield return new(draft.Row, PeoplePart.AreaCode, $"区域 {area} 不在您的管辖范围内");
    }

    /// <summary>Deputies may be people of the file itself; a row that falls takes with it those who lean on its person, so it is asked until nothing falls.</summary>
    private static List<PlannedPerson> WithDeputies(List<PlannedPerson> plan, PeopleSurroundings around, List<PeopleFault> faults)
    {
        var there = around.People.Select(person => person.Code).ToHashSet(StringComparer.Ordinal);
        while (true)
        {
            var known = plan.Select(row => row.PersonCode).Concat(there).ToHashSet(StringComparer.Ordinal);
            var fallen = plan.FindAll(row => row.Draft.Deputy is { } deputy && !known.Contains(deputy));
            if (fallen.Count == 0) return plan;
            faults.AddRange(fallen.Select(row => new PeopleFault(row.Draft.Row, PeoplePart.Deputy, $"没有工号为 {row.Draft.Deputy} 的人员")));
            plan = [.. plan.Except(fallen)];
        }
    }

    /// <summary>Whom a row means: somebody who is there, somebody of an earlier row, or somebody new.</summary>
    private sealed class Roll(PeopleSurroundings around, Func<string> newCode)
    {
        private readonly Dictionary<string, Person> byCode = around.People.ToDictionary(person => person.Code, StringComparer.Ordinal);
        private readonly Dictionary<string, (string Code, PeopleDraft Draft)> rows = new(StringComparer.Ordinal);
        private readonly ILookup<string, Person> byPhone = around.People.Where(person => person.Phone is not null).ToLookup(person => person.Phone!, StringComparer.Ordinal);
        private readonly Dictionary<string, string> rowsByPhone = new(StringComparer.Ordinal);
        private readonly HashSet<(string Person, string Area, string Role)> placed = [];
        private readonly ILookup<(string Area, string Role), Post> posts = around.Posts.ToLookup(post => (post.AreaCode, post.Role));

        public PlannedPerson? Find(PeopleDraft draft, List<PeopleFault> faults)
        {
            var code = CodeOf(draft, faults);
            if (code is null) return null;
            var person = byCode.GetValueOrDefault(code);
            if (person is not null && Forbidden(person, draft.Over(person, null)) is var (part, words))
            {
                faults.Add(new(draft.Row, part, words));
                return null;
            }

            if (rows.TryGetValue(code, out var before) && !SamePerson(before.Draft, draft))
            {
                faults.Add(new(draft.Row, PeoplePart.Name, $"与第 {before.Draft.Row} 行是同一个人，资料却不同"));
                return null;
            }

            if (draft.AreaCode is { } area && !placed.Add((code, area, draft.Role!)))
            {
                faults.Add(new(draft.Row, PeoplePart.Role, $"与第 {rows[code].Draft.Row} 行或后面的行重复：同一个人在同一区域的同一岗位"));
                return null;
            }

            rows.TryAdd(code, (code, draft));
            if (draft.Phone is { } phone) rowsByPhone.TryAdd(phone, code);
            var post = draft.AreaCode is null ? null : posts[(draft.AreaCode, draft.Role!)].FirstOrDefault(each => each.PersonCode == code);
            var planned = new PlannedPerson(draft.Over(person, post), code, person, post);
            if (EndsInTime(planned)) return planned;
            faults.Add(new(draft.Row, PeoplePart.To, "任期止已经过去；结束任期请在地图上操作"));
            return null;
        }

        private string? CodeOf(PeopleDraft draft, List<PeopleFault> faults)
        {
            var sharers = draft.Phone is { } phone ? byPhone[phone].Select(person => person.Code).Concat(rowsByPhone.TryGetValue(phone, out var row) ? [row] : []).Distinct(StringComparer.Ordinal).ToArray() : [];
            if (draft.Code is { } code)
            {
                if (byCode.ContainsKey(code) || sharers.Length == 0 || sharers.Contains(code, StringComparer.Ordinal)) return code;
                faults.Add(new(draft.Row, PeoplePart.Phone, $"手机 {draft.Phone} 已属于工号 {sharers[0]}"));
                return null;
            }

            if (sharers.Length <= 1) return sharers.Length == 1 ? sharers[0] : newCode();
            faults.Add(new(draft.Row, PeoplePart.Phone, $"手机 {draft.Phone} 属于几个人，请填工号"));
            return null;
        }

        /// <summary>A term that the row sets lies ahead, or at least after the beginning that the row names.</summary>
        private bool EndsInTime(PlannedPerson row) =>
            row.Draft.AreaCode is null || row.Draft.To is not { } to
            || (row.Post is { } post ? to == post.ValidTo || (to > around.Now && to > post.ValidFrom) : to > (row.Draft.From ?? around.Now));

        private (PeoplePart Part, string Words)? Forbidden(Person person, PeopleDraft draft)
        {
            // No name in the words: whoever only guesses a number learns nothing of whose it is.
            if (!around.Editable.Contains(person.Code) && Differs(person, draft)) return (PeoplePart.Code, $"工号 {person.Code} 的人员不全在您的管辖范围内，不能修改其资料");
            return person.Employer != draft.Employer && around.Bound.Contains(person.Code) ? (PeoplePart.Employer, "此人有账号，单位只能由管理员修改") : null;
        }

        private static bool Differs(Person person, PeopleDraft draft) =>
            person.Name != draft.Name || person.Phone != draft.Phone || person.Employer != draft.Employer || person.PartyMember != draft.PartyMember;

        private static bool SamePerson(PeopleDraft one, PeopleDraft other) =>
            one.Name == other.Name && one.Phone == other.Phone && one.Employer == other.Employer && one.PartyMember == other.PartyMember;
    }
}
