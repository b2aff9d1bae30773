import { ActionIcon, AppShell, Burger, Button, Group, Kbd, Menu, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { SearchIcon } from "../ui/icons";
import { Brand } from "./Brand";
import { placesOf, homeOf } from "./roles";
import { SchemeToggle } from "./SchemeToggle";
import { Search } from "./Search";
import { useSession, useSignOut, type Session } from "./session";
import classes from "./Shell.module.css";

/** The frame around every screen: brand, search, who is signed in, and the places of their roles. */
export function Shell() {
  const { data: session } = useSession();
  const [menu, { toggle, close }] = useDisclosure(false);
  const [search, searchBox] = useDisclosure(false);
  useHotkeys(session ? [["mod+K", searchBox.open]] : [], []);
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(close, [path, close]);
  const bare = !session;
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 190, breakpoint: "sm", collapsed: { mobile: !menu, desktop: bare } }}
      padding="md"
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>Skip to the content</a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            {session && <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={menu ? "Close the menu" : "Open the menu"} aria-expanded={menu} />}
            <Link to={session ? homeOf(session.roles) : "/sign-in"} className={classes.brand}><Brand /></Link>
          </Group>
          {session && <SearchButton onClick={searchBox.open} />}
          <Group gap={4} wrap="nowrap">
            <SchemeToggle />
            {session ? <Account session={session} /> : <Button component={Link} to="/sign-in" variant="default" size="xs">Sign in</Button>}
          </Group>
        </Group>
      </AppShell.Header>
      {session && <Places session={session} path={path} />}
      <AppShell.Main id="main" tabIndex={-1}>
        <div className={classes.main}><Outlet /></div>
      </AppShell.Main>
      {session && <Search opened={search} onClose={searchBox.close} />}
    </AppShell>
  );
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

function Places({ session, path }: { session: Session; path: string }) {
  return (
    <AppShell.Navbar p="xs" aria-label="Places">
      {placesOf(session.roles).map((place) => (
        <NavLink
          key={place.to}
          component={Link}
          to={place.to}
          label={place.label}
          className={classes.place}
          aria-current={path === place.to || path.startsWith(`${place.to}/`) ? "page" : undefined}
        />
      ))}
    </AppShell.Navbar>
  );
}

function Account({ session }: { session: Session }) {
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" size="xs" aria-label={`Signed in as ${session.name}`}>
          <Text span truncate maw={140} fz="sm">{session.name}</Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.email}<br />{session.roles.join(", ")}</Menu.Label>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
