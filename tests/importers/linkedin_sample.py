"""An invented person's "copy of your data" from LinkedIn, in the tables that its archive has."""

import io
import zipfile

TABLES = {
    "Profile.csv": (
        "\ufeffFirst Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers\n"
        'Inés,García López,Prado,Calle Uno 1,"Mar 3, 1988",Marine biologist,"I study kelp &amp; its friends.\n\nInvented.",'
        'Research,28001,"Madrid, Spain",[ineskelp],"[PORTFOLIO:https://ines.example.org,BLOG:https://kelp.example.org/b]",\n'
    ),
    "Positions.csv": (
        "Title,Company Name,Description,Location,Started On,Finished On\n"
        'Group leader,Kelp Institute,"• Leads five people\n• Dives",Vigo,ene 2022,\n'
        "Postdoc,Kelp Institute,Counts kelp,Vigo,Sep 2018,Dec 2021\n"
        "Visitor,海藻研究所,,,2017年3月,2018-02\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        "Example University,2012,2017,With honours,Doctor of Philosophy - PhD,Diving club\n"
    ),
    "Skills.csv": "Name\nDiving\nStatistics\n",
    "Languages.csv": "Name,Proficiency\nSpanish,Native or bilingual proficiency\n",
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "Rescue Diver,https://dive.example.org,Dive Board,Jun 2015,Jun 2019,RD-77\n"
    ),
    "Publications.csv": (
        "Name,Published On,Description,Publisher,Url\n"
        'Kelp at night,"Oct 5, 2020",On light,Marine Samples,https://example.org/kelp\n'
    ),
    "Honors.csv": "Title,Description,Issued On\nYoung Diver Award,For depth,May 2016\n",
    "Courses.csv": "Name,Number\nOceanography,OC-1\n",
    "Email_Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\n"
        "ines@example.org,Yes,Yes,1/2/20\nines@old.invalid,Yes,No,1/2/10\n"
    ),
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        "Bo,Example,Kelp Institute,Director,She dives well.,1/1/21,VISIBLE\n"
    ),
    "messages.csv": "CONVERSATION ID,FROM,CONTENT\n1,Somebody,a secret word\n",
    "Connections.csv": "Notes:\n\nFirst Name,Last Name\nSomebody,Else\n",
}


def make_archive(*names, folder=""):
    """Make the archive, of all tables or of some."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in TABLES.items():
            if not names or name in names:
                archive.writestr(folder + name, text)
    return content.getvalue()
