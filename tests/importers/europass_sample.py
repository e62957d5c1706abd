"""Invented people's Europass CVs: a SkillsPassport of 3.3, a Candidate since 2020, and its PDF."""

import base64
import io

from pypdf import PdfWriter

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)

PASSPORT = f"""<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" locale="en">
<DocumentInfo><DocumentType>ECV</DocumentType><CreationDate>2019-01-01T10:00:00.000Z</CreationDate><XSDVersion>V3.3</XSDVersion><Generator>EWA</Generator></DocumentInfo>
<LearnerInfo>
<Identification>
<PersonName><Title><Code>dr</Code><Label>Dr.</Label></Title><FirstName>Betty</FirstName><Surname>Sample</Surname></PersonName>
<ContactInfo>
<Address><Contact><AddressLine>32 Reading Road</AddressLine><PostalCode>ST15 0EZ</PostalCode><Municipality>Stone</Municipality><Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address>
<Email><Contact>betty@example.org</Contact></Email>
<TelephoneList><Telephone><Contact>+44 20 7946 0123</Contact><Use><Code>mobile</Code><Label>Mobile</Label></Use></Telephone></TelephoneList>
<WebsiteList><Website><Contact>https://betty.example.org</Contact></Website></WebsiteList>
</ContactInfo>
<Demographics><Birthdate year="1974" month="--03" day="---01"/><Gender><Code>F</Code><Label>Female</Label></Gender><NationalityList><Nationality><Code>UK</Code><Label>British</Label></Nationality></NationalityList></Demographics>
<Photo><MimeType>image/jpeg</MimeType><Data>{base64.b64encode(JPEG).decode()}</Data></Photo>
</Identification>
<Headline><Type><Code>position</Code><Label>POSITION</Label></Type><Description><Label>Glaciologist</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2002" month="--08"/><Current>true</Current></Period><Position><Label>Ice researcher</Label></Position>
<Activities>&lt;p&gt;Measures &lt;strong&gt;ice&lt;/strong&gt; &amp;amp; snow.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Drills cores&lt;/li&gt;&lt;li&gt;Reads &lt;a href="https://ice.example.org"&gt;logs&lt;/a&gt;&lt;/li&gt;&lt;/ul&gt;</Activities>
<Employer><Name>Ice Institute</Name><ContactInfo><Address><Contact><Municipality>London</Municipality><Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address></ContactInfo><Sector><Label>Science</Label></Sector></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="1997"/><To year="2001" month="--12" day="---03"/></Period><Title>PhD in Glaciology</Title><Organisation><Name>Example University</Name></Organisation><Level><Code>8</Code><Label>ISCED 8</Label></Level></Education></EducationList>
<Skills><Linguistic>
<MotherTongueList><MotherTongue><Description><Code>en</Code><Label>English</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage><Description><Code>fr</Code><Label>French</Label></Description><ProficiencyLevel><Listening>C1</Listening><Reading>C2</Reading><SpokenInteraction>B2</SpokenInteraction><SpokenProduction>B2</SpokenProduction><Writing>B1</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList>
</Linguistic>
<Communication><Description>&lt;p&gt;Speaks to schools.&lt;/p&gt;</Description></Communication>
<Driving><Description><Licence>B</Licence></Description></Driving></Skills>
<AchievementList><Achievement><Title><Code>honors_awards</Code><Label>Honours and awards</Label></Title><Description>&lt;ul&gt;&lt;li&gt;Ice medal, 2010&lt;/li&gt;&lt;li&gt;Snow prize, 2012&lt;/li&gt;&lt;/ul&gt;</Description></Achievement></AchievementList>
</LearnerInfo></SkillsPassport>
"""

CANDIDATE = """<?xml version="1.0" encoding="UTF-8"?>
<Candidate xsi:schemaLocation="http://www.europass.eu/1.0 Candidate.xsd" xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
 xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<hr:DocumentID schemeID="Test-0001" schemeName="DocumentIdentifier" schemeAgencyName="EUROPASS" schemeVersionID="4.0"/>
<CandidateSupplier><PersonContact><PersonName><oa:GivenName>Dario</oa:GivenName><hr:FamilyName>Di Esempio</hr:FamilyName></PersonName></PersonContact></CandidateSupplier>
<CandidatePerson>
<PersonName><oa:GivenName>Dario</oa:GivenName><hr:FamilyName>Di Esempio</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><oa:URI>dario@example.org</oa:URI></Communication>
<Communication><ChannelCode>Telephone</ChannelCode><UseCode>mobile</UseCode><CountryDialing>39</CountryDialing><oa:DialNumber>3331234567</oa:DialNumber></Communication>
<Communication><UseCode>home</UseCode><Address type="home"><oa:AddressLine>Via Uno 1</oa:AddressLine><oa:CityName>Torino</oa:CityName><oa:PostalCode>10121</oa:PostalCode><CountryCode>it</CountryCode></Address></Communication>
<Communication><ChannelCode>Web</ChannelCode><oa:URI>https://dario.example.org</oa:URI></Communication>
<NationalityCode>it</NationalityCode><hr:BirthDate>1991-05-17T00:00:00</hr:BirthDate><GenderCode>male</GenderCode><PrimaryLanguageCode name="NORMAL">ita</PrimaryLanguageCode>
</CandidatePerson>
<CandidateProfile languageCode="en">
<hr:ExecutiveSummary>&lt;p&gt;Builds sundials; invented.&lt;/p&gt;</hr:ExecutiveSummary>
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Sundial Works</hr:OrganizationName>
<OrganizationContact><Communication><ChannelCode>Web</ChannelCode><oa:URI>https://sundial.example.org</oa:URI></Communication></OrganizationContact><hr:IndustryCode>M</hr:IndustryCode>
<PositionHistory><PositionTitle typeCode="FREETEXT">Gnomonist</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-02</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
<oa:Description>&lt;ol&gt;&lt;li&gt;Cuts stone&lt;/li&gt;&lt;li&gt;Computes lines&lt;/li&gt;&lt;/ol&gt;</oa:Description><City>Torino</City><Country>it</Country></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Università di Esempio</hr:OrganizationName><EducationLevelCode>7</EducationLevelCode>
<AttendancePeriod><StartDate><hr:FormattedDateTime>2010-10-01T00:00:00</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2016-07-20</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod>
<EducationDegree><hr:DegreeName>Laurea magistrale</hr:DegreeName><FieldOfStudy>Astronomy</FieldOfStudy><FinalGrade><hr:ScoreText>110/110</hr:ScoreText></FinalGrade><Thesis>On shadows</Thesis></EducationDegree></EducationOrganizationAttendance></EducationHistory>
<PublicationHistory><Publication><Title>Shadows at noon</Title><Year>2018</Year><Authors>Dario Di Esempio, Bo Example</Authors><Reference>Sundial Letters 3</Reference><Link>https://example.org/noon</Link></Publication></PublicationHistory>
<PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
<eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
<eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
<eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License></eures:Licenses>
<DigitalSkills><DigitalSkillsGroup><Title>Drawing</Title><DigitalSkill>CAD</DigitalSkill><DigitalSkill>GIS</DigitalSkill></DigitalSkillsGroup></DigitalSkills>
<ConferencesAndSeminars><ConferenceAndSeminar><Title>Noon in theory</Title><Date><StartDate><hr:FormattedDateTime>2021-06-21</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2021-06-22</hr:FormattedDateTime></EndDate></Date><Location>Bologna, Italy</Location><oa:Description>&lt;p&gt;A talk.&lt;/p&gt;</oa:Description></ConferenceAndSeminar></ConferencesAndSeminars>
<NetworksAndMemberships><NetworkAndMembership><Title>Sundial Society</Title></NetworkAndMembership></NetworksAndMemberships>
<Others><Title>Other things</Title><Other><Title>A garden</Title><Description>With dials.</Description></Other></Others>
</CandidateProfile></Candidate>
"""


def make_pdf(content=CANDIDATE, name="attachment.xml"):
    """Make a PDF with an XML attached, as Europass does."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment(name, content.encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
