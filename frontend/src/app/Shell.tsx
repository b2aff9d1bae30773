import { ActionIcon, AppShell, Burger, Button, Group, Kbd, Menu, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { SearchIcon } from "../ui/icons";
import { Brand } from "./Brand";
import { useKeptFocus } from "./keptFocus";
import { homeOf, placeOf, placesOf } from "./roles";
import { SchemeToggle } from "./SchemeToggle";
import { Search } from "./Search";
import { rolesOf, useMe, useSignOut, type Me } from "./session";
import classes from "./Shell.module.css";

/** The frame around every screen: brand, search, who is signed in, and the places of their roles. */
export function Shell() {
  const me = useMe();
  const [menu, { toggle, close }] = useDisclosure(false);
  const [search, searchBox] = useDisclosure(false);
  useHotkeys(me.signed_in ? [["mod+K", searchBox.open]] : [], []);
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(close, [path, close]);
  useKeptFocus();
  useNewScreen(path);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 190, breakpoint: "sm", collapsed: { mobile: !menu, desktop: !me.signed_in } }}
      padding="md"
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>Skip to the content</a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            {me.signed_in && <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={menu ? "Close the menu" : "Open the menu"} aria-expanded={menu} />}
            <Link to={me.signed_in ? homeOf(rolesOf(me)) : "/sign-in"} className={classes.brand}><Brand /></Link>
          </Group>
          {me.signed_in && <SearchButton onClick={searchBox.open} />}
          <Group gap={4} wrap="nowrap">
            <SchemeToggle />
            {me.signed_in ? <Account me={me} /> : <Button component={Link} to="/sign-in" variant="default" size="xs">Sign in</Button>}
          </Group>
        </Group>
      </AppShell.Header>
      {me.signed_in && <Places me={me} path={path} />}
      <AppShell.Main id="main" tabIndex={-1} className={classes.screen}>
        <div className={classes.main}>
          {me.read_only && <Text c="dimmed" fz="sm" mb="xs">You may read everything here and change nothing; <Link to="/colleagues">who leads</Link> can let you act.</Text>}
          <Outlet />
        </div>
      </AppShell.Main>
      {me.signed_in && <Search opened={search} onClose={searchBox.close} />}
    </AppShell>
  );
}

/** Another screen begins at its top for the keyboard too; the first one is the browser's. */
function useNewScreen(path: string) {
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) document.getElementById("main")?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <>
      <UnstyledButton className={classes.searchButton} visibleFrom="sm" onClick={onClick}>
        <SearchIcon /> Search <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" c="inherit" size="lg" aria-label="Search" onClick={onClick}><SearchIcon /></ActionIcon>
    </>
  );
}

function Places({ me, path }: { me: Me; path: string }) {
  const places = placesOf(rolesOf(me));
  const here = placeOf(places, path);
  return (
    <AppShell.Navbar p="xs" aria-label="Places">
      {places.map((place) => (
        <NavLink
          key={place.to}
          component={Link}
          to={place.to}
          label={place.label}
          className={classes.place}
          aria-current={place === here ? "page" : undefined}
        />
      ))}
    </AppShell.Navbar>
  );
}

function Account({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" size="xs" aria-label={`Signed in as ${me.name}`}>
          <Text span truncate maw={140} fz="sm">{me.name}</Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}<br />{rolesOf(me).join(", ")}</Menu.Label>
        <Menu.Item component={Link} to="/account">Password, letters, calendar</Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
