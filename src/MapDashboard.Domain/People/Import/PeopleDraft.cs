namespace MapDashboard.Domain.People.Import;

/// <summary>The cells of a row, by which a clerk finds a fault.</summary>
public enum PeoplePart
{
    Code,
    Name,
    Phone,
    Employer,
    PartyMember,
    AreaCode,
    Role,
    Public,
    PhonePublic,
    Duties,
    Deputy,
    From,
    To,
}

/// <summary>A row: a person and, where it names an area, one post. A person of several posts has several rows.</summary>
/// <param name="Row">As the clerk counts.</param>
/// <param name="Code">Employee number; null: the person is known by phone.</param>
/// <param name="Name">Never null; empty is a fault.</param>
/// <param name="Phone">Null where the file says none.</param>
/// <param name="Employer">Code of the organization.</param>
/// <param name="PartyMember">Party member or not.</param>
/// <param name="AreaCode">Null: a person without a post.</param>
/// <param name="Role">Code of the role; null with <paramref name="AreaCode"/>.</param>
/// <param name="Public">On the public board.</param>
/// <param name="PhonePublic">Its phone too.</param>
/// <param name="Duties">In words.</param>
/// <param name="Deputy">Code of the person who stands in.</param>
/// <param name="From">UTC; null: when the import is applied.</param>
/// <param name="To">UTC; the day on which the term ends.</param>
/// <param name="Said">The columns that the file has: of what it does not speak stays as it is.</param>
public sealed record PeopleDraft(
    int Row, string? Code, string Name, string? Phone, string? Employer, bool PartyMember,
    string? AreaCode, string? Role, bool Public, bool PhonePublic, string? Duties, string? Deputy, DateTime? From, DateTime? To, IReadOnlySet<PeoplePart> Said)
{
    /// <summary>The draft with what the file does not speak of taken from what is there.</summary>
    public PeopleDraft Over(Person? person, Post? post)
    {
        var draft = person is null ? this : this with
        {
            Phone = Of(PeoplePart.Phone, Phone, person.Phone),
            Employer = Of(PeoplePart.Employer, Employer, person.Employer),
            PartyMember = Of(PeoplePart.PartyMember, PartyMember, person.PartyMember),
        };
        return post is null ? draft : draft with
        {
            Public = Of(PeoplePart.Public, Public, post.Public),
            PhonePublic = Of(PeoplePart.PhonePublic, PhonePublic, post.PhonePublic),
            Duties = Of(PeoplePart.Duties, Duties, post.Duties),
            Deputy = Of(PeoplePart.Deputy, Deputy, post.DeputyCode),

            // A table knows days: a term that ends later on the same day is not changed.
            To = Said.Contains(PeoplePart.To) && !(To <= post.ValidTo && post.ValidTo < To?.AddDays(1)) ? To : post.ValidTo,
        };
    }

    private T Of<T>(PeoplePart part, T said, T kept) => Said.Contains(part) ? said : kept;
}

/// <summary>What is wrong with a row.</summary>
public sealed record PeopleFault(int Row, PeoplePart? Part, string Message);

/// <summary>What the database holds already, as far as the file speaks of it.</summary>
/// <param name="People">Everybody whose code or phone the file names.</param>
/// <param name="Areas">Code → whether the caller may edit there.</param>
/// <param name="Organizations">Codes.</param>
/// <param name="Roles">Codes.</param>
/// <param name="Posts">Posts that last, of the areas that the file names.</param>
/// <param name="Editable">Codes of those of them whom the caller may change.</param>
/// <param name="Bound">Codes of those of them whose employer the caller may not change.</param>
/// <param name="Now">UTC; a post begins then where the file names no day.</param>
public sealed record PeopleSurroundings(
    IReadOnlyList<Person> People, IReadOnlyDictionary<string, bool> Areas, IReadOnlySet<string> Organizations, IReadOnlySet<string> Roles,
    IReadOnlyList<Post> Posts, IReadOnlySet<string> Editable, IReadOnlySet<string> Bound, DateTime Now);

/// <summary>What a row would do.</summary>
/// <param name="Draft">The row.</param>
/// <param name="PersonCode">Of the person who is there, or of the one to be made.</param>
/// <param name="Person">Null: to be made.</param>
/// <param name="Post">The tenure that the row speaks of; null: to be made, or none wanted.</param>
public sealed record PlannedPerson(PeopleDraft Draft, string PersonCode, Person? Person, Post? Post)
{
    public bool IsNew => Person is null || (Draft.AreaCode is not null && Post is null);

    public bool IsChanged => !IsNew && (
        Person!.Name != Draft.Name || Person.Phone != Draft.Phone || Person.Employer != Draft.Employer || Person.PartyMember != Draft.PartyMember
        || (Post is not null && (Post.Public != Draft.Public || Post.PhonePublic != Draft.PhonePublic || Post.Duties != Draft.Duties
            || Post.DeputyCode != Draft.Deputy || Post.ValidTo != Draft.To)));
}
