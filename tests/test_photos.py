"""Pictures of prose: what is read of them, and what pages load."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from changzhou_site.cli import main
from changzhou_site.load import load_site
from changzhou_site.outputs.assets import make_asset
from changzhou_site.outputs.photos import picture_files
from tests.support import check_copy, copy_small

PLACE = "Lake Baikal"


def photo(size: tuple[int, int] = (640, 360), turned: int = 1, kind: str = "JPEG") -> bytes:
    """A picture that is red on the left and blue on the right, with a camera's notes."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Artist] = PLACE
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    buffer = BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def made_of(tmp_path: Path, name: str, data: bytes) -> dict[str, Image.Image]:
    """The files that a site's picture becomes, by their plain names, opened."""
    site = copy_small(tmp_path)
    (site / "content/images").mkdir()
    (site / "content/images" / name).write_bytes(data)
    read = load_site(site).site
    assert read is not None
    files = dict(picture_files(read.pictures[f"images/{name}"]))
    assert not any(PLACE.encode() in made for made in files.values())
    return {each: Image.open(BytesIO(made)) for each, made in files.items()}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_upright_and_says_nothing_of_its_place(
    turned: int, kind: str, tmp_path: Path
) -> None:
    name = f"lake.{kind.lower()}"
    made = made_of(tmp_path, name, photo(turned=turned, kind=kind))
    size = (640, 360) if turned < 5 else (360, 640)
    assert made[f"images/{name}"].size == size
    for image in made.values():
        assert not image.getexif()


def test_a_picture_is_turned_and_not_only_measured(tmp_path: Path) -> None:
    image = made_of(tmp_path, "lake.jpg", photo(turned=6))["images/lake.jpg"].convert("RGB")
    top, bottom = image.getpixel((180, 20)), image.getpixel((180, 620))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200
    assert bottom[2] > 200


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (480, [480]), (1000, [480, 960, 1000]), (4000, [480, 960, 1440, 1920])],
)
def test_a_picture_is_made_in_the_widths_that_pages_offer(
    width: int, widths: list[int], tmp_path: Path
) -> None:
    made = made_of(tmp_path, "lake.jpg", photo((width, 200)))
    found = [image.size[0] for name, image in made.items() if name.endswith(".webp")]
    assert found == widths


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    data = photo((1000, 500), turned=3)
    first, second = (made_of(tmp_path / each, "lake.jpg", data) for each in "ab")
    assert [each.tobytes() for each in first.values()] == [
        each.tobytes() for each in second.values()
    ]


def test_a_picture_without_notes_is_published_as_it_is(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("RGB", (80, 40), "red").save(buffer, "PNG")
    site = copy_small(tmp_path)
    (site / "content/images").mkdir()
    (site / "content/images/lake.png").write_bytes(buffer.getvalue())
    read = load_site(site).site
    assert read is not None
    assert dict(picture_files(read.pictures["images/lake.png"]))["images/lake.png"] == (
        buffer.getvalue()
    )


def test_a_picture_that_breaks_off_is_told(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "content/images").mkdir()
    (site / "content/images/lake.jpg").write_bytes(photo()[:900])
    told = [(each.code, each.place.path) for each in load_site(site).problems]
    assert told == [("bad-picture", "content/images/lake.jpg")]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("images/图#1.png", "1"),
        ("images/rise 50%.png", "rise-50"),
        ("images/100%25.png", "100-25"),
        ("images/湖.png", "file"),
        ("images/lake.png", "lake"),
    ],
)
def test_an_asset_is_named_with_what_an_address_may_hold(name: str, stem: str) -> None:
    assert make_asset(name, b"").path == f"assets/{stem}.e3b0c44298fc.png"


def test_sixteen_bits_of_grey_stay_grey(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("I;16", (640, 360), 30_000).save(buffer, "PNG")
    made = made_of(tmp_path, "lake.png", buffer.getvalue())
    assert len(made) > 1
    for name, image in made.items():
        if name.endswith(".webp"):
            assert image.convert("RGB").getpixel((9, 9)) == pytest.approx((117, 117, 117), abs=2)


def test_pictures_on_lines_that_follow_one_another_keep_their_captions(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "content/images").mkdir()
    (site / "content/images/lake.jpg").write_bytes(photo())
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write('\n![A](images/lake.jpg "First | Photo: A")\n![B](images/lake.jpg "Second")\n')
    assert main(["build", "--project", str(site)]) == 0
    page = (site / "dist/en/index.html").read_text("utf-8")
    captions = re.findall(r'<figure class="picture">.*?<figcaption>(.*?)</figcaption>', page, re.S)
    assert captions == ['First <span class="credit">Photo: A</span>', "Second"]


@pytest.mark.parametrize("around", ["See {} there.", "[{}](about.md)", "{} and"])
def test_a_caption_that_nobody_would_see_is_told(around: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "content/images").mkdir()
    (site / "content/images/lake.jpg").write_bytes(photo())
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write("\n" + around.format('![A](images/lake.jpg "First")') + "\n")
    assert [each.code for each in check_copy(site).problems] == ["caption-lost"]
