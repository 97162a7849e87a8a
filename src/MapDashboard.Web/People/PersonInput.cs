using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.People;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>A person as a client writes one.</summary>
public sealed record PersonInput(string? Code, string? Name, string? Phone, string? Employer, bool? PartyMember)
{
    private const int LongestName = 50;

    /// <summary>Null when everything is in order.</summary>
    public async Task<Refusal?> CheckAsync(MapDbContext db, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName) return Invalid($"name has 1 to {LongestName} characters.");
        if (Code is not null && (Code.Length is 0 or > TextLimits.Code || Code.Trim() != Code)) return Invalid($"code has 1 to {TextLimits.Code} characters, no space at either end.");
        if (!IsPhone(Phone)) return Invalid("phone has 3 to 20 digits, spaces, + or -.");
        if (Employer is not null && !await db.Organizations.AnyAsync(each => each.Code == Employer, cancellationToken))
        {
            return new Refusal(RefusalCodes.OrganizationNotFound, $"There is no organization of code {Employer}.");
        }

        return null;
    }

    /// <summary>Nothing, or a phone.</summary>
    public static bool IsPhone(string? text) => string.IsNullOrEmpty(text) || PhoneNumber.IsOne(text);

    /// <summary>The person of this code, or a new one.</summary>
    public async Task<Person> ApplyAsync(MapDbContext db, string code, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        if (person is null) db.People.Add(person = new Person { Code = code, Name = Name!.Trim() });
        person.Name = Name!.Trim();
        person.Phone = string.IsNullOrEmpty(Phone) ? null : Phone;
        person.Employer = Employer;
        person.PartyMember = PartyMember ?? person.PartyMember;
        return person;
    }

    private static Refusal Invalid(string detail) => new(RefusalCodes.RequestInvalid, detail);
}
